/** The little that every service shares. Knows no domain word and no class of the event contracts. */
@NullMarked
package io.amparo.platform;

import org.jspecify.annotations.NullMarked;
