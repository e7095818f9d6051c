/** The agreed support beyond an end of life (R10.3): publishes its end, on the day after its last one. */
@org.jspecify.annotations.NullMarked
package io.amparo.eol.maintenance;
