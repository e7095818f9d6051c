package io.amparo.platform.store;

/** A state with its id and version; the version is its ETag. */
public record Versioned<S>(String id, long version, S state) {}
