//! Policies explain themselves: as a line, as a table, and as a picture of their delays.
//!
//! ```console
//! cargo run --example policy_bands
//! ```

#[path = "shared/bands.rs"]
mod bands;

use std::{fs, path::Path};

use bands::{Canvas, Drawn};
use plotters::prelude::*;
use reattempt::{Policy, presets};

const POLICIES: [(&str, Policy); 6] = [
    ("DATABASE", presets::DATABASE),
    ("LLM", presets::LLM),
    ("HTTP", presets::HTTP),
    ("FILE", presets::FILE),
    ("AGGRESSIVE", presets::AGGRESSIVE),
    ("AWS_STANDARD", presets::AWS_STANDARD),
];

const FONT: &str = "sans-serif";

fn main() -> Drawn {
    for (name, policy) in &POLICIES {
        println!("{name}: {policy}\n{}\n", policy.schedule());
    }

    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
    fs::create_dir_all(&directory)?;
    let path = directory.join("policy_bands.svg");
    draw(&SVGBackend::new(&path, (1380, 760)).into_drawing_area())?;
    println!("{}", path.display());

    let picture = fs::read_to_string(&path)?;
    assert!(POLICIES.iter().all(|(name, _)| picture.contains(name)));
    Ok(())
}

fn draw(canvas: &Canvas<'_>) -> Drawn {
    canvas.fill(&WHITE)?;
    let title = "Seconds before each attempt: lowest to highest (band), mean (line); scales differ";
    let below = canvas.margin(10, 0, 0, 0).titled(title, (FONT, 22))?;
    for (panel, (name, policy)) in below.split_evenly((2, 3)).iter().zip(&POLICIES) {
        let panel = panel.margin(8, 8, 12, 12);
        let panel = panel.titled(name, (FONT, 18))?;
        let panel = panel.titled(&policy.to_string(), (FONT, 13))?;
        bands::draw(&panel, policy)?;
    }
    canvas.present()?;
    Ok(())
}
