/** Mail on one machine: takes what the suite sends, shows it, forgets nothing. */
@NullMarked
package io.amparo.local.mail;

import org.jspecify.annotations.NullMarked;
