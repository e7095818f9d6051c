/** A broker and a document store that need nothing but a JVM. */
@NullMarked
package io.amparo.local.backend;

import org.jspecify.annotations.NullMarked;
