//! A page in a browser.

use std::{
    collections::BTreeMap,
    env,
    ffi::OsStr,
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use headless_chrome::{
    Browser, LaunchOptions, Tab,
    browser::default_executable,
    protocol::cdp::{
        Emulation::{SetDeviceMetricsOverride, SetEmulatedMedia},
        Log::LogEntryLevel,
        Page::{CaptureScreenshotFormatOption, Viewport},
        Runtime::ConsoleAPICalledEventTypeOption,
        types::Event,
    },
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// How long to wait for something that takes a second or two.
const PATIENCE: Duration = Duration::from_secs(30);

/// The numbers of each site, as the page shows them, by the names of their columns.
pub(crate) type Numbers = BTreeMap<String, BTreeMap<String, String>>;

pub(crate) struct Page {
    tab: Arc<Tab>,
    errors: Arc<Mutex<Vec<String>>>,
    /// Ends with this value.
    _browser: Browser,
}

/// How large the window is, in pixels.
#[derive(Clone, Copy)]
pub(crate) enum Size {
    Desktop,
    Phone,
}

impl Page {
    /// `None` where no browser is installed, which CI does not put up with.
    pub(crate) fn open(url: &str, size: Size) -> Option<Self> {
        let path = match default_executable() {
            Ok(path) => path,
            Err(error) if env::var_os("CI").is_some_and(|ci| ci == "true") => panic!("{error}"),
            Err(error) => {
                eprintln!("skipped: needs Chromium (apt-get install chromium): {error}");
                return None;
            }
        };
        let options = LaunchOptions {
            path: Some(path),
            // It does not work for root, and the page is our own.
            sandbox: false,
            idle_browser_timeout: PATIENCE,
            args: [
                "--disable-component-update",
                "--disable-quic",
                "--hide-scrollbars",
            ]
            .map(OsStr::new)
            .to_vec(),
            ..LaunchOptions::default()
        };
        let browser = Browser::new(options).expect("the browser starts");
        let page = Self {
            tab: browser.new_tab().expect("a tab"),
            errors: Arc::default(),
            _browser: browser,
        };
        page.collect_errors();
        page.resize(size);
        page.tab.navigate_to(url).expect("a page");
        page.tab.wait_until_navigated().expect("it loads");
        Some(page)
    }

    /// What the script `expression` comes to, as soon as it does: not while a page is loaded.
    #[track_caller]
    pub(crate) fn evaluate<T: DeserializeOwned>(&self, expression: &str) -> T {
        let script = format!("JSON.stringify({expression})");
        wait_until(expression, || {
            let json = self.tab.evaluate(&script, false).ok()?.value?;
            serde_json::from_str(json.as_str()?).ok()
        })
    }

    pub(crate) fn numbers(&self) -> Numbers {
        self.evaluate(
            "Object.fromEntries([...document.querySelectorAll('#sites tbody')].map(row => [
                row.dataset.site,
                Object.fromEntries([...row.querySelectorAll('td.number')].map(cell => [
                    cell.dataset.label,
                    cell.textContent,
                ])),
            ]))",
        )
    }

    pub(crate) fn text(&self, selector: &str) -> String {
        self.evaluate(&format!("document.querySelector('{selector}').textContent"))
    }

    /// Whatever moves at that moment: a mouse could miss it.
    pub(crate) fn click(&self, selector: &str) {
        let selector = serde_json::to_string(selector).expect("a text");
        let _: bool = self.evaluate(&format!("!document.querySelector({selector}).click()"));
    }

    /// Says yes to the question that a click on `selector` asks.
    pub(crate) fn click_and_confirm(&self, selector: &str) {
        let _: bool =
            self.evaluate("!!(window.asked = [], window.confirm = text => asked.push(text))");
        self.click(selector);
    }

    /// The part of the page that `selector` names, as a PNG.
    pub(crate) fn picture(&self, selector: &str) -> Vec<u8> {
        // By its place: the element itself may be replaced in the meantime.
        let place: Value = self.evaluate(&format!(
            "(({{ x, y, width, height }}) => ({{ x, y, width, height, scale: 1 }}))(
                document.querySelector('{selector}').getBoundingClientRect()
            )",
        ));
        let place: Viewport = serde_json::from_value(place).expect("a rectangle");
        self.tab
            .capture_screenshot(CaptureScreenshotFormatOption::Png, None, Some(place), true)
            .expect(selector)
    }

    /// As for somebody who has chosen `scheme` on their system.
    pub(crate) fn prefer_color_scheme(&self, scheme: &str) {
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        let media: SetEmulatedMedia = serde_json::from_value(media).expect("media");
        self.tab.call_method(media).expect(scheme);
    }

    /// What the browser has complained about so far.
    pub(crate) fn errors(&self) -> Vec<String> {
        self.errors.lock().unwrap().clone()
    }

    fn resize(&self, size: Size) {
        let (width, height, mobile) = match size {
            Size::Desktop => (1400, 900, false),
            Size::Phone => (390, 844, true),
        };
        // It has no `Default`, and more fields with each version of the protocol.
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile,
        });
        let metrics: SetDeviceMetricsOverride = serde_json::from_value(metrics).expect("metrics");
        self.tab.call_method(metrics).expect("a size");
    }

    fn collect_errors(&self) {
        let errors = Arc::clone(&self.errors);
        let listener = move |event: &Event| {
            let error = match event {
                Event::LogEntryAdded(added) if added.params.entry.level == LogEntryLevel::Error => {
                    added.params.entry.text.clone()
                }
                Event::RuntimeExceptionThrown(thrown) => {
                    thrown.params.exception_details.text.clone()
                }
                Event::RuntimeConsoleAPICalled(called)
                    if called.params.Type == ConsoleAPICalledEventTypeOption::Error =>
                {
                    format!("{:?}", called.params.args)
                }
                _ => return,
            };
            errors.lock().unwrap().push(error);
        };
        self.tab.enable_log().expect("the log");
        self.tab.enable_runtime().expect("the console");
        self.tab
            .add_event_listener(Arc::new(listener))
            .expect("events");
    }
}

/// Waits for a condition, and fails if it does not come.
#[track_caller]
pub(crate) fn wait_until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < PATIENCE, "still not: {what}");
        thread::sleep(Duration::from_millis(50));
    }
}
