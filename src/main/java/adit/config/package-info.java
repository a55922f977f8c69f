/** From file to a checked, immutable snapshot, and the swap of one snapshot for the next. */
package adit.config;
