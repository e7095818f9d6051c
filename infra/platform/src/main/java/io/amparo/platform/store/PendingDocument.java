package io.amparo.platform.store;

/** A document that may have unpublished entries in its outbox. */
record PendingDocument(String collection, String id) {}
