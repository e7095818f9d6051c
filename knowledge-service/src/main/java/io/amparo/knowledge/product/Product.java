package io.amparo.knowledge.product;

import io.amparo.events.product.ReleaseVersion;
import java.util.Set;

/** A product of the catalogue with its release versions. */
public record Product(String id, Set<ReleaseVersion> releases) {}
