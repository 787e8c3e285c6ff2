//! The delays of each site's policy.

use std::error::Error;

use maud::{Markup, PreEscaped, html};
use plotters::prelude::*;
use reattempt::{Policy, Sites};

#[path = "../../shared/bands.rs"]
mod shared;

const SIZE: (u32, u32) = (420, 210);

/// A picture for each site whose policy is the same for every call.
pub(crate) fn draw(sites: &Sites) -> Result<Markup, Box<dyn Error>> {
    let mut figures = Vec::new();
    for site in sites {
        let Some(policy) = site.policy() else {
            continue;
        };
        figures.push((site.name(), policy, picture(policy)?));
    }
    Ok(html! {
        div.bands {
            @for (name, policy, picture) in figures {
                figure {
                    figcaption { strong { (name) } " " (policy) }
                    (picture)
                }
            }
        }
    })
}

fn picture(policy: &Policy) -> Result<Markup, Box<dyn Error>> {
    let mut svg = String::new();
    {
        let canvas = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        shared::draw(&canvas.margin(8, 0, 0, 8), policy)?;
        canvas.present()?;
    }
    Ok(PreEscaped(svg))
}
