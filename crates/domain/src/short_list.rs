//! Reading short lists without room to spare.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{SeqAccess, Visitor},
};

/// Reads a list that mostly has one or two items, and takes room for one, two, four and so on. The lists of a claim
/// are such; a record has millions of them, and the usual first step of four items is mostly empty.
pub(crate) fn short_list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    deserializer.deserialize_seq(ShortList(PhantomData))
}

struct ShortList<T>(PhantomData<fn() -> T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ShortList<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            if list.len() == list.capacity() {
                list.reserve_exact(list.len().max(1));
            }
            list.push(item);
        }
        Ok(list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_item_takes_the_room_of_one() {
        let read = |text: &str| {
            let mut input = serde_json::Deserializer::from_str(text);
            short_list::<_, [u64; 9]>(&mut input).map(|list| (list.len(), list.capacity()))
        };
        let item = "[1,2,3,4,5,6,7,8,9]";
        assert_eq!(read("[]").ok(), Some((0, 0)));
        assert_eq!(read(&format!("[{item}]")).ok(), Some((1, 1)));
        assert_eq!(read(&format!("[{item},{item},{item}]")).ok(), Some((3, 4)));
        assert!(read("[[1]]").is_err());
    }
}
