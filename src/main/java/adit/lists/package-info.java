/** Block lists: their formats, their files and addresses, and a compact set of a million names and more. */
package adit.lists;
