package io.amparo.entitlement.transfer;

import java.util.List;

/** Why a line was not imported; {@code code} selects the message. */
record LineError(long line, String field, String code, List<String> arguments) {}
