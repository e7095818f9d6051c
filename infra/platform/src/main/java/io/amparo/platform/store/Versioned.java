package io.amparo.platform.store;

/** A state with its version, which is its ETag. */
public record Versioned<S>(String id, long version, S state) {}
