"""Controlled vocabularies: the topics and regions that items can be tagged with."""
