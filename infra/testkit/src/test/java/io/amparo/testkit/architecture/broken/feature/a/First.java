package io.amparo.testkit.architecture.broken.feature.a;

import io.amparo.testkit.architecture.broken.feature.b.Second;

/** Breaks rule 2b, together with {@link Second}. */
public class First {
    public Second second() {
        return new Second();
    }
}
