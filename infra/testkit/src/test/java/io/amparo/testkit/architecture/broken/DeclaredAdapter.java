package io.amparo.testkit.architecture.broken;

import io.amparo.platform.Adapter;
import org.springframework.stereotype.Component;

/** Keeps rule 1, because it is declared as an adapter. */
@Adapter
@Component
class DeclaredAdapter {}
