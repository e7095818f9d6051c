/** What a test needs of the world: backends, people with tokens, the wire, time, and the rules of the house. */
@NullMarked
package io.amparo.testkit;

import org.jspecify.annotations.NullMarked;
