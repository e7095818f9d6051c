package io.amparo.testkit.architecture.broken.feature.b;

import io.amparo.testkit.architecture.broken.feature.a.First;

/** Breaks rule 2b, together with {@link First}. */
public class Second {
    public First first() {
        return new First();
    }
}
