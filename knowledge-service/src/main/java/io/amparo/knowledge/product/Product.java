package io.amparo.knowledge.product;

import java.util.Set;

/** A product as articles refer to it. */
public record Product(String id, Set<String> releases) {}
