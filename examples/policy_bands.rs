//! Policies explain themselves: as a line, as a table, and as a picture of their delays.
//!
//! ```console
//! cargo run --example policy_bands
//! ```

use std::{error::Error, fs, path::Path};

use plotters::coord::Shift;
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

const BAND: RGBColor = RGBColor(158, 197, 232);
const MEAN: RGBColor = RGBColor(24, 78, 130);
const GRID: RGBColor = RGBColor(225, 228, 232);
const FONT: &str = "sans-serif";

type Canvas<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn = Result<(), Box<dyn Error>>;

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
        draw_policy(panel, name, policy)?;
    }
    canvas.present()?;
    Ok(())
}

fn draw_policy(panel: &Canvas<'_>, name: &str, policy: &Policy) -> Drawn {
    // The first attempt waits for nothing.
    let retries: Vec<_> = policy.schedule().skip(1).collect();
    let [.., last] = &retries[..] else {
        return Err("a policy that never retries has nothing to draw".into());
    };
    let longest = retries
        .iter()
        .map(|attempt| attempt.delay().highest())
        .max();
    let top = longest.unwrap_or_default().as_secs_f64() * 1.1;

    let panel = panel.margin(8, 8, 12, 12);
    let panel = panel.titled(name, (FONT, 18))?;
    let panel = panel.titled(&policy.to_string(), (FONT, 13))?;
    let mut chart = ChartBuilder::on(&panel)
        .x_label_area_size(30)
        .y_label_area_size(46)
        .build_cartesian_2d((2..last.number()).into_segmented(), 0.0..top)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .bold_line_style(GRID)
        .light_line_style(TRANSPARENT)
        .label_style((FONT, 14))
        .x_labels(retries.len())
        .x_label_formatter(&|attempt| match attempt {
            SegmentValue::CenterOf(number) => format!("attempt {number}"),
            _ => String::new(),
        })
        .y_labels(6)
        .draw()?;

    chart.draw_series(retries.iter().map(|attempt| {
        let (number, delay) = (attempt.number(), attempt.delay());
        let low = (SegmentValue::Exact(number), delay.lowest().as_secs_f64());
        let high = (
            SegmentValue::Exact(number + 1),
            delay.highest().as_secs_f64(),
        );
        Rectangle::new([low, high], BAND.filled())
    }))?;
    let means = retries.iter().map(|attempt| {
        let mean = attempt.delay().mean().as_secs_f64();
        (SegmentValue::CenterOf(attempt.number()), mean)
    });
    chart.draw_series(LineSeries::new(means, MEAN.stroke_width(2)).point_size(4))?;
    Ok(())
}
