/** Public feeds of the ends of life, and personal ones of the installed products by a signed link. */
@org.jspecify.annotations.NullMarked
package io.amparo.eol.feed;
