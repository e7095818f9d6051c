package io.amparo.platform.file;

/** Whether a virus scanner has examined a file. UNSCANNED: no scanner is configured. An infected file is not stored. */
public enum ScanState {
    CLEAN, UNSCANNED
}
