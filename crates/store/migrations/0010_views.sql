-- How a notebook is shown, and in which order, where its reader chose neither.
ALTER TABLE notebook ADD COLUMN view {text} NOT NULL DEFAULT 'list' CHECK (view IN ('list', 'grid', 'work'));
ALTER TABLE notebook ADD COLUMN sort {text} NOT NULL DEFAULT 'manual' CHECK (sort IN ('manual', 'newest', 'changed', 'title'));

-- What a notebook calls each of its lists of categories; a list without a row has no name.
CREATE TABLE category_list (
    notebook {id} NOT NULL REFERENCES notebook (id),
    list {int} NOT NULL CHECK (list BETWEEN 1 AND 3),
    name {text} NOT NULL,
    PRIMARY KEY (notebook, list)
) {strict};
