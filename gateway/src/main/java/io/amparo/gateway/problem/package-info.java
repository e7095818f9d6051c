/** A page for each kind of problem, which the {@code type} of a problem names. */
@org.jspecify.annotations.NullMarked
package io.amparo.gateway.problem;
