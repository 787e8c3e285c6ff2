//! The delays of a policy as a picture, for the examples that draw them.

use std::error::Error;

use plotters::coord::Shift;
use plotters::prelude::*;
use reattempt::Policy;

/// Both can be told from a white page and from a black one.
const BAND: RGBAColor = RGBAColor(66, 140, 215, 0.45);
const MEAN: RGBColor = RGBColor(52, 128, 206);
const GRID: RGBAColor = RGBAColor(128, 136, 148, 0.3);
const FONT: (&str, u32) = ("sans-serif", 14);

pub(crate) type Canvas<'a> = DrawingArea<SVGBackend<'a>, Shift>;
pub(crate) type Drawn = Result<(), Box<dyn Error>>;

/// Draws the seconds before each attempt: lowest to highest as a band, the mean as a line.
pub(crate) fn draw(panel: &Canvas<'_>, policy: &Policy) -> Drawn {
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

    let mut chart = ChartBuilder::on(panel)
        .x_label_area_size(30)
        .y_label_area_size(46)
        .build_cartesian_2d((2..last.number()).into_segmented(), 0.0..top)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .axis_style(GRID)
        .bold_line_style(GRID)
        .light_line_style(TRANSPARENT)
        .label_style(FONT)
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
