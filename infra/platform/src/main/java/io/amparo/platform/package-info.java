/** Code that every service shares; it depends on no domain concept and on no class of the event contracts. */
@NullMarked
package io.amparo.platform;

import org.jspecify.annotations.NullMarked;
