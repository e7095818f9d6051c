@org.jspecify.annotations.NullMarked
package io.amparo.eol;
