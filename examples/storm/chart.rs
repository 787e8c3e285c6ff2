//! The curves as a picture.

use std::{error::Error, path::Path};

use plotters::{coord::Shift, prelude::*};

use crate::record::{Counts, Record, seconds};
use crate::{END, FAULT, Run};

const SIZE: (u32, u32) = (900, 640);
const COLORS: [RGBColor; 3] = [
    RGBColor(200, 60, 50),
    RGBColor(225, 150, 20),
    RGBColor(20, 120, 170),
];

type Panel<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// Draws what came of `runs` to a file at `path`.
pub(crate) fn draw(path: &Path, runs: &[Run]) -> Result<(), Box<dyn Error>> {
    let canvas = SVGBackend::new(path, SIZE).into_drawing_area();
    canvas.fill(&WHITE)?;
    let (upper, lower) = canvas.split_vertically(SIZE.1 / 2);
    panel(&upper, "answered calls a second", runs, |record| {
        &record.answers
    })?;
    panel(&lower, "attempts a second", runs, |record| &record.attempts)?;
    canvas.present()?;
    Ok(())
}

fn panel(
    panel: &Panel<'_>,
    title: &str,
    runs: &[Run],
    counts: fn(&Record) -> &Counts,
) -> Result<(), Box<dyn Error>> {
    let curves = || runs.iter().map(|run| counts(&run.target.record).curve());
    let highest = curves().flatten().map(|(_, rate)| rate).fold(0.0, f64::max);
    // The names of the curves are above all of them.
    let top = highest * 1.5;
    let mut chart = ChartBuilder::on(panel)
        .margin(12)
        .caption(title, ("sans-serif", 18))
        .x_label_area_size(32)
        .y_label_area_size(52)
        .build_cartesian_2d(0.0..seconds(END), 0.0..top)?;
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(BLACK.mix(0.1))
        .label_style(("sans-serif", 13))
        .x_desc("seconds")
        .y_labels(6)
        .x_label_formatter(&|seconds| format!("{seconds:.0}"))
        .y_label_formatter(&|rate| format!("{rate:.0}"))
        .draw()?;
    let [start, end] = [FAULT.start, FAULT.end].map(seconds);
    let fault = Rectangle::new([(start, 0.0), (end, top)], BLACK.mix(0.08).filled());
    chart.draw_series([fault])?;
    chart.draw_series([Text::new(
        "fault",
        (start + 0.05, top * 0.98),
        ("sans-serif", 13),
    )])?;
    for ((run, color), curve) in runs.iter().zip(COLORS).zip(curves()) {
        chart
            .draw_series(LineSeries::new(curve, color.stroke_width(2)))?
            .label(run.policy.name())
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], color.stroke_width(3)));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperRight)
        .background_style(WHITE.mix(0.85))
        .border_style(BLACK.mix(0.2))
        .label_font(("sans-serif", 13))
        .draw()?;
    Ok(())
}
