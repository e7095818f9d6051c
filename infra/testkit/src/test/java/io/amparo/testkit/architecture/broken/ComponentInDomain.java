package io.amparo.testkit.architecture.broken;

import org.springframework.stereotype.Component;

/** Breaks rule 1: a framework in the domain. */
@Component
class ComponentInDomain {}
