/** The product aggregate with its end-of-life announcements, its reminders and its HTTP API. */
@org.jspecify.annotations.NullMarked
package io.amparo.eol.product;
