use reattempt::Classify;

#[derive(Classify)]
#[classify(transient)]
union Number {
    whole: u32,
    real: f32,
}

fn main() {}
