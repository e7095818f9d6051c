/** Parsing of fields of requests, with an error that names the field. */
@org.jspecify.annotations.NullMarked
package io.amparo.sla.request;
