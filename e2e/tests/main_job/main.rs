//! The main job as its users do it: from reports to an answer, and from bad input to a refusal.
//!
//! Needs nothing but the program: the reports are small and in the project's own words.

mod control;
mod cut_off;
mod demo;
mod editions;
mod fixtures;
mod land;
mod meltt;
mod order;
mod reading;
mod refusals;
mod relative;
mod surroundings;
mod theatres;
mod tolls;
mod usage;
mod xml;
