//! Paths of signs and lines, written with one digit after the point.

use std::fmt::Write as _;

/// A length in units of the drawing.
pub(super) fn unit(value: f64) -> String {
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").map_or(text.as_str(), |whole| whole);
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

/// `#rrggbb`.
pub(super) fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Black or white, whichever has more contrast (WCAG 2 relative luminance).
pub(super) fn ink_on(colour: [u8; 3]) -> &'static str {
    let [red, green, blue] = colour.map(|part| {
        let share = f64::from(part) / 255.0;
        if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    });
    let luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    if luminance > 0.179 {
        "#000000"
    } else {
        "#ffffff"
    }
}

/// A line through points.
pub(super) fn line(points: impl Iterator<Item = (f64, f64)>, is_closed: bool) -> String {
    let mut d = String::new();
    for (at, (x, y)) in points.enumerate() {
        let _ = write!(
            d,
            "{}{} {}",
            if at == 0 { 'M' } else { 'L' },
            unit(x),
            unit(y)
        );
    }
    if is_closed {
        d.push('Z');
    }
    d
}

/// A circle as two arcs.
pub(super) fn circle((x, y): (f64, f64), r: f64) -> String {
    let (left, radius, across) = (unit(x - r), unit(r), unit(2.0 * r));
    format!(
        "M{left} {}a{radius} {radius} 0 1 0 {across} 0a{radius} {radius} 0 1 0 -{across} 0Z",
        unit(y)
    )
}

/// The sign of a number: circle, square, diamond, triangle up, triangle down, hexagon, and again.
pub(super) fn sign(number: usize, (x, y): (f64, f64), r: f64) -> String {
    let corners: &[(f64, f64)] = match number % 6 {
        0 => return circle((x, y), r),
        1 => &[(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)],
        2 => &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
        3 => &[(0.0, -1.35), (1.25, 0.85), (-1.25, 0.85)],
        4 => &[(0.0, 1.35), (1.25, -0.85), (-1.25, -0.85)],
        _ => &[
            (0.55, -1.0),
            (1.1, 0.0),
            (0.55, 1.0),
            (-0.55, 1.0),
            (-1.1, 0.0),
            (-0.55, -1.0),
        ],
    };
    line(
        corners.iter().map(|(dx, dy)| (x + dx * r, y + dy * r)),
        true,
    )
}

/// A circle cut into equal sectors, the first on the left; one sector is the circle.
pub(super) fn sectors((x, y): (f64, f64), r: f64, count: usize) -> Vec<String> {
    if count < 2 {
        return vec![circle((x, y), r); count];
    }
    #[expect(clippy::cast_precision_loss, reason = "a few parties")]
    let angle =
        |at: usize| std::f64::consts::TAU * at as f64 / count as f64 + std::f64::consts::FRAC_PI_2;
    let on_edge = |at: usize| (x + r * angle(at).cos(), y + r * angle(at).sin());
    (0..count)
        .map(|at| {
            let ((x0, y0), (x1, y1)) = (on_edge(at), on_edge(at + 1));
            let radius = unit(r);
            format!(
                "M{} {}L{} {}A{radius} {radius} 0 0 1 {} {}Z",
                unit(x),
                unit(y),
                unit(x0),
                unit(y0),
                unit(x1),
                unit(y1)
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_short_and_never_minus_zero() {
        assert_eq!(unit(3.0), "3");
        assert_eq!(unit(-0.01), "0");
        assert_eq!(unit(2.26), "2.3");
    }

    #[test]
    fn letters_stand_out_from_their_ground() {
        assert_eq!(ink_on([0xE6, 0xB8, 0x00]), "#000000");
        assert_eq!(ink_on([0x11, 0x33, 0x33]), "#ffffff");
    }
}
