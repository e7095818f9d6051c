package io.amparo.entitlement.transfer;

/** State of an import. An interrupted or failed one can be repeated: lines that are there already change nothing. */
enum ImportState {
    RUNNING, DONE, FAILED, INTERRUPTED
}
