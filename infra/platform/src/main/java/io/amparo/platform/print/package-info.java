/** Texts of people in PDF files. For services that have the PDF library and the fonts. */
@org.jspecify.annotations.NullMarked
package io.amparo.platform.print;
