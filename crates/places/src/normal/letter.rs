//! What becomes of one character in the normal form.

/// Letters that decompose to nothing simpler by themselves.
const FOLDED: [(char, &str); 22] = [
    ('ß', "ss"),
    ('ł', "l"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ı', "i"),
    ('ə', "e"),
    ('ħ', "h"),
    ('ة', "ه"),
    ('ى', "ي"),
    ('ی', "ي"),
    ('ې', "ي"),
    ('ک', "ك"),
    ('ہ', "ه"),
    ('ھ', "ه"),
    ('ٱ', "ا"),
    ('ء', ""),
    ('⁄', "/"),
    ('ـ', ""),
];

/// Calls `push` with each character that a decomposed character becomes.
pub(super) fn fold(part: char, mut push: impl FnMut(char)) {
    if is_dropped(part) {
        return;
    }
    if let Some(digit) = digit(part) {
        return push(char::from(b'0' + digit));
    }
    for lower in part.to_lowercase().filter(|c| !is_mark(*c)) {
        match FOLDED.iter().find(|(from, _)| *from == lower) {
            Some((_, to)) => to.chars().for_each(&mut push),
            None => push(if lower.is_whitespace() { ' ' } else { lower }),
        }
    }
}

/// Whether a character leaves no trace in the normal form.
pub(super) fn is_dropped(c: char) -> bool {
    is_mark(c) || is_apostrophe(c)
}

/// Whether a character only marks the letter before it: accents, harakat, tatweel, joiners, direction marks.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0487}' | '\u{0591}'..='\u{05BD}'
        | '\u{05BF}' | '\u{05C1}' | '\u{05C2}' | '\u{05C4}' | '\u{05C5}' | '\u{05C7}'
        | '\u{0610}'..='\u{061A}' | '\u{061C}' | '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}'
        | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E4}' | '\u{06E7}' | '\u{06E8}'
        | '\u{06EA}'..='\u{06ED}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' | '\u{FEFF}')
}

/// Whether a character is written for hamza, ain or elision, or opens or closes a single quotation.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '\u{00B4}' | '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{2032}' | '\u{02B9}'
            ..='\u{02BF}' | '\u{02C8}' | '\u{A78C}' | '\u{FF07}'
    )
}

/// Whether a character is a hyphen, which parts the words of a name and joins them.
pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// The value of a digit: European, Arabic or Persian.
pub(crate) fn digit(c: char) -> Option<u8> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{0660}'..='\u{0669}' => '\u{0660}',
        '\u{06F0}'..='\u{06F9}' => '\u{06F0}',
        _ => return None,
    };
    u8::try_from(u32::from(c) - u32::from(zero)).ok()
}
