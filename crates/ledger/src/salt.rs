//! The bytes that keep a commitment from being guessed.

/// Sixteen bytes that are hashed before the content of an entry, and removed with it.
///
/// Without it a redacted line of text could be found again by hashing guesses.
pub type Salt = [u8; 16];

/// Derives the salt of the `ordinal`-th entry of a batch from a seed, so that one draw from the system serves many entries.
///
/// The seed must be fresh for each batch and must be forgotten: whoever keeps it can guess what a redaction removed.
#[must_use]
pub fn derive_salt(seed: &[u8; 32], ordinal: u64) -> Salt {
    let mut hasher = blake3::Hasher::new_derive_key("marsad ledger 1 salt");
    hasher.update(seed);
    hasher.update(&ordinal.to_be_bytes());
    let mut salt = Salt::default();
    hasher.finalize_xof().fill(&mut salt);
    salt
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_salt_depends_on_the_seed_and_on_the_ordinal() {
        let salts =
            [([1; 32], 0), ([1; 32], 1), ([2; 32], 0)].map(|(seed, n)| derive_salt(&seed, n));
        assert_ne!(salts[0], salts[1]);
        assert_ne!(salts[0], salts[2]);
        assert_eq!(salts[0], derive_salt(&[1; 32], 0));
    }
}
