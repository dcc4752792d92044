//! The help of every command and flag, from the catalogue of sentences.

use clap::{Arg, Command};

use crate::words::Words;

/// The command with its help: `help`, `help-COMMAND`, `help-COMMAND-FLAG`, and `help-FLAG` for what all share, or
/// `help-flag-FLAG` where a command has that name.
pub(crate) fn worded(command: Command, words: &Words) -> Command {
    with_inner(command, "help", words)
}

fn with_inner(command: Command, key: &str, words: &Words) -> Command {
    let command = described(command, key, words);
    let names: Vec<String> = command
        .get_subcommands()
        .map(|inner| inner.get_name().to_owned())
        .collect();
    names.into_iter().fold(command, |command, name| {
        let key = format!("{key}-{name}");
        command.mut_subcommand(&name, |inner| with_inner(inner, &key, words))
    })
}

fn described(command: Command, key: &str, words: &Words) -> Command {
    let command = match words.get(key) {
        Some(about) => command.about(about.to_owned()),
        None => command,
    };
    let ids: Vec<String> = command
        .get_arguments()
        .map(|arg| arg.get_id().to_string())
        .collect();
    ids.into_iter().fold(command, |command, id| {
        let help = help_of(key, &id, words).map(str::to_owned);
        command.mut_arg(&id, |arg: Arg| match help {
            Some(help) => arg.help(help),
            None => arg,
        })
    })
}

fn help_of<'a>(key: &str, id: &str, words: &'a Words) -> Option<&'a str> {
    let id = id.replace('_', "-");
    words
        .get(&format!("{key}-{id}"))
        .or_else(|| words.get(&format!("help-flag-{id}")))
        .or_else(|| words.get(&format!("help-{id}")))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use clap::CommandFactory as _;

    use super::*;
    use crate::args::raw::RawArgs;

    #[test]
    fn every_command_and_flag_is_explained() {
        let words = Words::english().unwrap();
        let command = worded(RawArgs::command(), &words);
        command.clone().debug_assert();
        let mut silent = Vec::new();
        let inner = command
            .get_subcommands()
            .flat_map(|one| std::iter::once(one).chain(one.get_subcommands()));
        for one in std::iter::once(&command).chain(inner) {
            if one.get_about().is_none() {
                silent.push(one.get_name().to_owned());
            }
            let args = one.get_arguments().filter(|arg| arg.get_help().is_none());
            silent.extend(args.map(|arg| format!("{} {}", one.get_name(), arg.get_id())));
        }
        silent.retain(|name| !matches!(name.split(' ').next_back(), Some("help" | "version")));
        assert!(
            silent.is_empty(),
            "without a sentence in translations/en.toml: {silent:?}"
        );
    }
}
