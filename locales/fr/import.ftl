# Le rapport d’une importation : ce qui a été refusé ou laissé de côté et pourquoi, ce qui a changé, ce qu’il faut regarder.

import-reason-too-large = Le fichier est trop volumineux : une note peut compter jusqu’à 10{"\u00A0"}Mo, un autre fichier 200{"\u00A0"}Mo.
import-reason-not-text = Le fichier n’est pas du texte.
import-reason-link-outside = Le lien mène hors du dossier, ou nulle part.
import-reason-special-file = C’est un tube, une prise ou un périphérique, pas un fichier.
import-reason-bad-name = Le nom du fichier n’est pas du texte Unicode.
import-reason-unreadable = Le système ne laisse pas lire le fichier.
import-reason-licence = Licence du dossier : laissée de côté, car aucune note n’y mène.
import-reason-configuration = Réglages d’un autre programme.
import-reason-hidden = Fichier caché.
import-reason-link-to-folder = Lien vers un dossier : ses fichiers sont importés par leur propre chemin.
import-reason-org-mode = Le format Org n’est pas lu : fichier laissé de côté, car aucune note n’y mène.
import-reason-outline = L’ordre de l’ouvrage : il est devenu le sommaire du carnet.
import-reason-not-linked = Aucune note ne montre ce fichier ni n’y mène.

import-change-bom = marque d’ordre des octets retirée
import-change-callouts = encadrés réécrits
import-change-code-words = mots qui suivent le langage d’un bloc de code retirés
import-change-comments = commentaires retirés
import-change-controls = caractères de commande invisibles retirés
import-change-drawers = tiroirs de Logseq retirés
import-change-encoding = texte passé en UTF-8
import-change-html = HTML réécrit en Markdown
import-change-include = inclusions mises en place
import-change-line-ends = fins de ligne unifiées
import-change-links = liens menant aux notes du site
import-change-macros = macros de Logseq réécrites
import-change-org-blocks = blocs du format Org réécrits
import-change-properties = propriétés de Logseq lues
import-change-renamed = fichier connu sous un nouveau nom
import-change-tags = étiquettes du texte devenues des liens
import-change-template-tags = balises d’un gabarit retirées
import-change-title-heading = titre répété en tête du texte retiré
import-change-unknown-keys = clés inconnues conservées

import-warning-active-removed = Un contenu actif a été laissé de côté : <{ $first }>.
import-warning-anchor-missing = Aucun endroit « { $first } » là où mène « { $second } » : le lien va en haut de la page.
import-warning-attributes-removed = Une liste d’attributs a été laissée de côté : { $first }
import-warning-block-reference = Aucune page du dossier n’a le bloc { $first } : une marque discrète en tient lieu.
import-warning-callout-unclosed = L’encadré « { $first } » n’est pas fermé : il finit où finit le texte.
import-warning-custom-tag = La balise <{ $first }> n’a pas de forme en Markdown : ses mots, son adresse ou une marque discrète en tiennent lieu.
import-warning-date-unreadable = Ceci ne se lit pas comme une date : { $first }
import-warning-deleted-here = Cette note a été supprimée sur le site : elle reste dans la corbeille.
import-warning-edited-here = Cette note a été modifiée sur le site au même endroit que dans le fichier : le texte du site reste. Comparez-les à la main.
import-warning-encoding-doubtful = L’encodage est douteux (lu comme { $first }) : cherchez les lettres fautives.
import-warning-frame-linked = Une page intégrée est devenue un lien : { $first }
import-warning-front-matter-unreadable = L’en-tête ne se lit pas : il reste dans le texte, tel quel.
import-warning-include-long = Les fichiers inclus dans cette note sont trop longs ensemble : { $first } est laissé de côté. Une marque discrète en tient lieu.
import-warning-include-missing = Le fichier à inclure n’est pas dans le dossier : { $first }. Une marque discrète en tient lieu.
import-warning-links-not-all-told = Cette note contient beaucoup de liens : seuls les { $first } premiers à vérifier sont listés, mais tous sont comptés.
import-warning-macro = Cette macro n’est pas connue : { $first }. Une marque discrète en tient lieu.
import-warning-merged = Cette note a été modifiée sur le site et dans le fichier : les deux changements ont été gardés.
import-warning-names-alike = Ce nom ne diffère de « { $first } » que par la casse, les accents ou la forme Unicode : les deux sont restés distincts.
import-warning-not-in-outline = Le sommaire ne nomme pas ce fichier : il vient en dernier.
import-warning-outline-missing = Le sommaire nomme un fichier qui n’est pas dans le dossier : { $first }
import-warning-properties-removed = Des propriétés qui ne servent qu’à Logseq ont été laissées de côté : { $first } et semblables.
import-warning-query = Une requête du graphe ne peut pas être montrée : { $first }. Une marque discrète en tient lieu.
import-warning-template-tag = Une balise de gabarit est restée : { $first }. Une marque discrète en tient lieu.
import-warning-title-changed = Le titre a été raccourci ou nettoyé de caractères invisibles.
import-warning-unknown-key = L’en-tête dit « { $first } : { $second } » : le site n’a pas de place pour cette donnée, qui est conservée avec la note sans être montrée.
import-warning-visibility-kept = La note garde la visibilité qu’elle a sur le site, qui n’est pas celle demandée ici.

# L’importation n’a pas pu aller jusqu’au bout.
import-stopped-written-meanwhile = Une autre commande écrivait dans le même carnet. Ce qui était déjà importé reste; relancez l’importation, elle se complétera.
import-stopped-full = Le disque est plein. Ce qui était déjà importé reste; libérez de la place et relancez l’importation, elle se complétera.
import-stopped-unavailable = La base de données ou les fichiers ne répondent pas. Ce qui était déjà importé reste; relancez l’importation plus tard, elle se complétera.
