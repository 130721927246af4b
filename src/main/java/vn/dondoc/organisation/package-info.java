/** Units of the province, their superiors and their officers. */
package vn.dondoc.organisation;
