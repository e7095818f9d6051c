/** Events that a consumer set aside, given another chance. */
@NullMarked
package io.amparo.local.deadletter;

import org.jspecify.annotations.NullMarked;
