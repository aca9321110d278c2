SET ROLE candidate;
