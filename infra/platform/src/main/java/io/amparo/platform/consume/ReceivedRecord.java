package io.amparo.platform.consume;

import org.apache.kafka.common.header.Headers;

/** A record as it was received; the body is empty if the record has none. */
public record ReceivedRecord(Headers headers, byte[] body) {}
