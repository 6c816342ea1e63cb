//! The controls of forms, as Chromium draws them.

use super::{border, padding};
use crate::dom::style::color::Rgba;
use crate::dom::style::font::{Family, FontSize, FontWeight};
use crate::dom::style::keyword::{
    BorderStyle, BoxSizing, Display, Overflow, TextTransform, WhiteSpace,
};
use crate::dom::style::property::{Appearance, CurrentColor, Style};
use crate::dom::style::value::{Computed, Length, LineHeight};

const GREY: Rgba = Rgba::rgb(0x76, 0x76, 0x76);

/// The controls of forms, as Chromium draws them.
pub(super) fn control(name: &str, kind: Option<&str>, style: &mut Style, disabled: bool) {
    const SMALL: f32 = 13.333_333;
    let kind = kind.unwrap_or_default().to_ascii_lowercase();
    style.font_size = FontSize {
        px: Computed::Known(SMALL),
        name: None,
        absolute: true,
    };
    style.font_weight = FontWeight(Computed::Known(400.0));
    style.font_family = Family::Other;
    style.line_height = LineHeight::Normal;
    style.letter_spacing = Length::Auto;
    style.word_spacing = Length::Auto;
    style.text_indent = Length::Px(0.0);
    style.text_transform = Computed::Known(TextTransform::None);
    style.text_shadow = crate::dom::style::value::Shadows::Known([].into());
    style.color = Computed::Known(Rgba::BLACK);
    style.appearance = Computed::Known(Appearance::Auto);
    let pressed =
        name == "button" || matches!(kind.as_str(), "submit" | "reset" | "button" | "file");
    let is_input = name == "input";
    if is_input && kind == "hidden" {
        style.display = Computed::Known(Display::None);
        return;
    }
    if pressed && !(is_input && kind == "file") {
        let faint = |color: Rgba| Rgba {
            alpha: if disabled { 0.3 } else { 1.0 },
            ..color
        };
        border(
            style,
            2.0,
            BorderStyle::Outset,
            Some(if disabled { faint(GREY) } else { Rgba::BLACK }),
        );
        padding(style, 1.0, 6.0);
        style.background_color = Computed::Known(faint(Rgba::rgb(0xef, 0xef, 0xef)));
        style.box_sizing = Computed::Known(BoxSizing::BorderBox);
        if disabled {
            style.color = Computed::Known(faint(Rgba::rgb(16, 16, 16)));
        }
        return;
    }
    let cut = Computed::Known(Overflow::Clip);
    if name != "textarea" {
        (style.overflow_x, style.overflow_y) = (cut, cut);
    }
    match (name, kind.as_str()) {
        ("input", "checkbox" | "radio") => {
            style.width = Length::Px(13.0);
            style.height = Length::Px(13.0);
            style.margin_left = Length::Px(5.0);
            style.margin_top = Length::Px(3.0);
            style.margin_right = Length::Px(3.0);
            style.margin_bottom = Length::Px(3.0);
            style.box_sizing = Computed::Known(BoxSizing::BorderBox);
            return;
        }
        ("input", "image" | "range" | "color" | "file") => {
            if disabled {
                style.color = Computed::Known(Rgba::rgb(0x54, 0x54, 0x54));
            }
            return;
        }
        ("textarea", _) => {
            style.font_family = Family::Fixed;
            border(style, 1.0, BorderStyle::Solid, Some(GREY));
            padding(style, 2.0, 2.0);
            style.overflow_x = Computed::Known(Overflow::Auto);
            style.overflow_y = Computed::Known(Overflow::Auto);
            style.white_space = Computed::Known(WhiteSpace::PreWrap);
        }
        ("select", _) => {
            border(style, 1.0, BorderStyle::Solid, Some(GREY));
            style.box_sizing = Computed::Known(BoxSizing::BorderBox);
            style.white_space = Computed::Known(WhiteSpace::Pre);
        }
        _ => {
            border(style, 2.0, BorderStyle::Inset, Some(GREY));
            padding(style, 1.0, 2.0);
        }
    }
    style.background_color = Computed::Known(Rgba::WHITE);
    if disabled {
        let grey = Rgba {
            color: crate::accessibility::color::Color::new(0xef, 0xef, 0xef),
            alpha: 0.3,
        };
        style.background_color = Computed::Known(grey);
        let faint = CurrentColor(Some(Computed::Known(Rgba { alpha: 0.3, ..GREY })));
        style.border_top_color = faint;
        style.border_right_color = faint;
        style.border_bottom_color = faint;
        style.border_left_color = faint;
        style.color = Computed::Known(Rgba::rgb(0x54, 0x54, 0x54));
    }
}
