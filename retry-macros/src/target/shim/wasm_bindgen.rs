//! What `#[wasm_bindgen]` exports of a function to JavaScript, with the attributes of the function on it.
//!
//! ```text
//! unsafe extern "C-unwind" fn __wasm_bindgen_generated_Type_method(..) -> WasmRet<..> { .. me.method(arg1) .. }
//! extern "C-unwind" fn __wbindgen_describe_type_method() { .. }
//! ```

use proc_macro2::Ident;

pub(super) fn exports(name: &Ident) -> bool {
    let name = name.to_string();
    name.starts_with("__wasm_bindgen_generated_") || name.starts_with("__wbindgen_describe_")
}

#[cfg(test)]
mod tests {
    use super::super::tests::is_shim;

    #[test]
    fn what_is_exported_to_javascript_leads_to_the_function() {
        assert!(is_shim(
            "pub unsafe extern \"C-unwind\" fn __wasm_bindgen_generated_Client_fetch(me: <Client as \
             wasm_bindgen::convert::RefFromWasmAbi>::Abi) -> wasm_bindgen::convert::WasmRet<<Result<u32, \
             JsError> as wasm_bindgen::convert::ReturnWasmAbi>::Abi> { me.fetch().into() }"
        ));
        assert!(is_shim(
            "pub extern \"C-unwind\" fn __wbindgen_describe_client_fetch() { inform(0); }"
        ));
        assert!(!is_shim(
            "pub fn fetch() -> Result<u32, JsError> { __wasm_bindgen_generated() }"
        ));
    }
}
