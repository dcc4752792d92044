//! What the measurements stand on: the example reports of the first built-in theatre that has some, with its places
//! and the rules that ship; and made-up structured claims in any number.

mod front;
mod table;
mod world;

pub use front::Front;
pub use table::structured_claims;
pub use world::{World, place_rules, text_of};
