//! Whether a text is well-formed XML, as far as a drawing uses it: one root, elements that nest, quoted attributes that
//! stand once each, and no loose `<` or `&`.

/// Require that a text is well-formed.
///
/// # Panics
/// Panics with the place where it is not.
pub(crate) fn must_be_well_formed(text: &str) {
    if let Err(fault) = check(text) {
        panic!("not well-formed: {fault}");
    }
}

fn check(text: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut roots = 0;
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        check_words(before)?;
        if open.is_empty() && !before.trim().is_empty() {
            return Err(format!("words outside the root: {before}"));
        }
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").ok_or("an open comment")?.1;
            continue;
        }
        let (tag, after) = after.split_once('>').ok_or("an open tag")?;
        rest = after;
        if tag.starts_with('?') {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            let opened = open.pop();
            if opened != Some(name.trim_end()) {
                return Err(format!("</{name}> closes {opened:?}"));
            }
            continue;
        }
        roots += usize::from(open.is_empty());
        let name = check_tag(tag.strip_suffix('/').unwrap_or(tag))?;
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    if !open.is_empty() || roots != 1 || !rest.trim().is_empty() {
        return Err(format!("{open:?} open at the end, {roots} roots, {rest:?}"));
    }
    Ok(())
}

/// The name of a tag whose attributes are sound.
fn check_tag(tag: &str) -> Result<&str, String> {
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let is_name = |name: &str| {
        let mut letters = name.chars();
        letters.next().is_some_and(char::is_alphabetic)
            && letters.all(|c| c.is_alphanumeric() || "-_:.".contains(c))
    };
    if !is_name(name) {
        return Err(format!("<{tag}> has no name"));
    }
    let mut keys = Vec::new();
    while !rest.trim().is_empty() {
        let (key, after) = rest.trim_start().split_once("=\"").ok_or(tag)?;
        let (value, after) = after.split_once('"').ok_or(tag)?;
        check_words(value)?;
        if !is_name(key) || keys.contains(&key) || after.starts_with(is_name_start) {
            return Err(format!("<{tag}>: {key}"));
        }
        keys.push(key);
        rest = after;
    }
    Ok(name)
}

fn is_name_start(c: char) -> bool {
    c.is_alphabetic()
}

/// Every `&` begins a reference that XML knows without a document type, and nothing is a control character.
fn check_words(words: &str) -> Result<(), String> {
    for after in words.split('&').skip(1) {
        let name = after.split_once(';').map_or("", |(name, _)| name);
        let is_known = ["amp", "lt", "gt", "quot", "apos"].contains(&name);
        if !is_known && !name.starts_with('#') {
            return Err(format!("a loose &: {words}"));
        }
    }
    if words.contains('<') {
        return Err(format!("a loose <: {words}"));
    }
    let is_odd = |c: char| c.is_control() && !"\n\r\t".contains(c);
    if words.contains(is_odd) {
        return Err(format!("a control character: {words:?}"));
    }
    Ok(())
}

#[test]
fn what_is_not_well_formed_is_told() {
    for good in [
        "<a/>",
        "<?xml version=\"1.0\"?>\n<a b=\"1\" c=\"x &amp; y\"><!-- <z> --><d>e &lt; f</d></a>\n",
    ] {
        must_be_well_formed(good);
    }
    for bad in [
        "",
        "<a>",
        "<a></b>",
        "<a/><b/>",
        "<a b=1/>",
        "<a b=\"1\" b=\"2\"/>",
        "<a b=\"1\"c=\"2\"/>",
        "<a>x & y</a>",
        "<a>&nbsp;</a>",
        "<a>1 < 2</a>",
        "<a b=\"<\"/>",
        "<a>\u{7}</a>",
        "<a/>words",
    ] {
        assert!(check(bad).is_err(), "{bad}");
    }
}
