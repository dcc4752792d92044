//! Which column of a table is what: as the user says, else by HXL tags, else by its name.

use csv::StringRecord;

use super::{ImportError, ImportOptions, ImportRules, rules::Role};

/// What each column holds; one column may serve two ends.
#[derive(Debug)]
pub(super) struct Columns {
    roles: Vec<(usize, Role)>,
}

/// How well a column fits a role: the smaller, the better.
type Fit = (u8, usize);

impl Columns {
    /// Finds the columns, by the head and, where there is one, the row of tags.
    pub(super) fn find(
        file: &str,
        head: &StringRecord,
        tags: Option<&StringRecord>,
        (rules, stated): (&ImportRules, &ImportOptions),
    ) -> Result<Self, ImportError> {
        let mut fits: Vec<(Role, Fit, usize)> = Vec::new();
        for (role, name) in &stated.columns {
            let at = head.iter().position(|column| column.trim() == name);
            let at = at.ok_or_else(|| ImportError::NoSuchColumn {
                file: file.to_owned(),
                column: name.clone(),
                columns: listed(head),
            })?;
            fits.push((*role, (0, 0), at));
        }
        for (at, name) in head.iter().enumerate() {
            let tag = tags.and_then(|tags| rules.of_tag(tags.get(at)?));
            fits.extend(tag.map(|(open, role)| (role, (1, open), at)));
            let of_name = rules.of_name(name).iter();
            fits.extend(of_name.map(|(rank, role)| (*role, (2, *rank), at)));
        }
        fits.sort();
        let mut found: Vec<(usize, Role)> = Vec::new();
        for (role, _, at) in fits {
            let is_free = role == Role::Spelling || !found.iter().any(|(_, known)| *known == role);
            if is_free && !found.contains(&(at, role)) {
                found.push((at, role));
            }
        }
        let columns = Self { roles: found };
        columns.check(file, head)
    }

    /// A table tells at least what a place is called and where it lies.
    fn check(self, file: &str, head: &StringRecord) -> Result<Self, ImportError> {
        let has = |role: Role| self.roles.iter().any(|(_, known)| *known == role);
        let has_name = has(Role::Name) || (0..=3).any(|level| has(Role::AreaName(level)));
        let missing = [
            ("name", has_name),
            ("lat", has(Role::Lat)),
            ("lon", has(Role::Lon)),
        ];
        match missing.into_iter().find(|(_, is_there)| !is_there) {
            Some((role, _)) => Err(ImportError::NoColumn {
                file: file.to_owned(),
                role,
                columns: listed(head),
            }),
            None => Ok(self),
        }
    }

    /// The columns with what they hold.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, Role)> + '_ {
        self.roles.iter().copied()
    }
}

fn listed(head: &StringRecord) -> String {
    let names: Vec<&str> = head.iter().take(40).collect();
    names.join(", ")
}
