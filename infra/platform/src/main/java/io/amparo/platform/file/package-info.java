/**
 * Files that people upload: their content, names, types and signed links. It knows no owner of a file; a service describes its
 * files in documents of its own.
 */
@org.jspecify.annotations.NullMarked
package io.amparo.platform.file;
