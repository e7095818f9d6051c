/** Holiday sets: the Brazilian ones and those of other countries from Jollyday, with names in three languages. */
@org.jspecify.annotations.NullMarked
package io.amparo.sla.holiday;
