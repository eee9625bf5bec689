import type { Reference } from './reference';

const JMLR = 'Journal of Machine Learning Research';

/** Sources of the other models, of searches and of evaluation. */
export const MODEL_REFERENCES = {
  abadi2016tensorflow: {
    type: 'inproceedings',
    short: 'Abadi et al., 2016',
    fields: {
      author:
        "Abadi, Mart{\\'i}n and Barham, Paul and Chen, Jianmin and Chen, Zhifeng and Davis, Andy and Dean, Jeffrey and Devin, Matthieu and Ghemawat, Sanjay and Irving, Geoffrey and Isard, Michael and others",
      title: '{TensorFlow}: A System for Large-Scale Machine Learning',
      booktitle: '12th {USENIX} Symposium on Operating Systems Design and Implementation ({OSDI} 16)',
      pages: '265--283',
      year: '2016',
    },
  },
  arthur2007kmeans: {
    type: 'inproceedings',
    short: 'Arthur and Vassilvitskii, 2007',
    fields: {
      author: 'Arthur, David and Vassilvitskii, Sergei',
      title: 'k-means++: The Advantages of Careful Seeding',
      booktitle: 'Proceedings of the Eighteenth Annual {ACM-SIAM} Symposium on Discrete Algorithms',
      pages: '1027--1035',
      year: '2007',
    },
  },
  bergstra2012random: {
    type: 'article',
    short: 'Bergstra and Bengio, 2012',
    fields: {
      author: 'Bergstra, James and Bengio, Yoshua',
      title: 'Random Search for Hyper-Parameter Optimization',
      journal: JMLR,
      volume: '13',
      pages: '281--305',
      year: '2012',
    },
  },
  cortes1995support: {
    type: 'article',
    short: 'Cortes and Vapnik, 1995',
    fields: {
      author: 'Cortes, Corinna and Vapnik, Vladimir',
      title: 'Support-Vector Networks',
      journal: 'Machine Learning',
      volume: '20',
      number: '3',
      pages: '273--297',
      year: '1995',
      doi: '10.1007/BF00994018',
    },
  },
  fawcett2006roc: {
    type: 'article',
    short: 'Fawcett, 2006',
    fields: {
      author: 'Fawcett, Tom',
      title: 'An Introduction to {ROC} Analysis',
      journal: 'Pattern Recognition Letters',
      volume: '27',
      number: '8',
      pages: '861--874',
      year: '2006',
      doi: '10.1016/j.patrec.2005.10.010',
    },
  },
  hoerl1970ridge: {
    type: 'article',
    short: 'Hoerl and Kennard, 1970',
    fields: {
      author: 'Hoerl, Arthur E. and Kennard, Robert W.',
      title: 'Ridge Regression: Biased Estimation for Nonorthogonal Problems',
      journal: 'Technometrics',
      volume: '12',
      number: '1',
      pages: '55--67',
      year: '1970',
      doi: '10.1080/00401706.1970.10488634',
    },
  },
  hsieh2008dual: {
    type: 'inproceedings',
    short: 'Hsieh et al., 2008',
    fields: {
      author:
        'Hsieh, Cho-Jui and Chang, Kai-Wei and Lin, Chih-Jen and Keerthi, S. Sathiya and Sundararajan, S.',
      title: 'A Dual Coordinate Descent Method for Large-Scale Linear {SVM}',
      booktitle: 'Proceedings of the 25th International Conference on Machine Learning',
      pages: '408--415',
      year: '2008',
      doi: '10.1145/1390156.1390208',
    },
  },
  bergstra2011algorithms: {
    type: 'inproceedings',
    short: 'Bergstra et al., 2011',
    fields: {
      author: "Bergstra, James and Bardenet, R{\\'e}mi and Bengio, Yoshua and K{\\'e}gl, Bal{\\'a}zs",
      title: 'Algorithms for Hyper-Parameter Optimization',
      booktitle: 'Advances in Neural Information Processing Systems 24',
      pages: '2546--2554',
      year: '2011',
    },
  },
  jamieson2016halving: {
    type: 'inproceedings',
    short: 'Jamieson and Talwalkar, 2016',
    fields: {
      author: 'Jamieson, Kevin and Talwalkar, Ameet',
      title: 'Non-stochastic Best Arm Identification and Hyperparameter Optimization',
      booktitle: 'Proceedings of the 19th International Conference on Artificial Intelligence and Statistics',
      series: 'Proceedings of Machine Learning Research',
      volume: '51',
      pages: '240--248',
      year: '2016',
    },
  },
  li2018hyperband: {
    type: 'article',
    short: 'Li et al., 2018',
    fields: {
      author:
        'Li, Lisha and Jamieson, Kevin and DeSalvo, Giulia and Rostamizadeh, Afshin and Talwalkar, Ameet',
      title: '{Hyperband}: A Novel Bandit-Based Approach to Hyperparameter Optimization',
      journal: 'Journal of Machine Learning Research',
      volume: '18',
      number: '185',
      pages: '1--52',
      year: '2018',
    },
  },
  li2020asha: {
    type: 'inproceedings',
    short: 'Li et al., 2020',
    fields: {
      author:
        'Li, Liam and Jamieson, Kevin and Rostamizadeh, Afshin and Gonina, Ekaterina and Ben-tzur, Jonathan and Hardt, Moritz and Recht, Benjamin and Talwalkar, Ameet',
      title: 'A System for Massively Parallel Hyperparameter Tuning',
      booktitle: 'Proceedings of Machine Learning and Systems',
      volume: '2',
      pages: '230--246',
      year: '2020',
    },
  },
  lin2007platt: {
    type: 'article',
    short: 'Lin et al., 2007',
    fields: {
      author: 'Lin, Hsuan-Tien and Lin, Chih-Jen and Weng, Ruby C.',
      title: "A Note on {Platt's} Probabilistic Outputs for Support Vector Machines",
      journal: 'Machine Learning',
      volume: '68',
      number: '3',
      pages: '267--276',
      year: '2007',
      doi: '10.1007/s10994-007-5018-6',
    },
  },
  lloyd1982least: {
    type: 'article',
    short: 'Lloyd, 1982',
    fields: {
      author: 'Lloyd, Stuart P.',
      title: 'Least Squares Quantization in {PCM}',
      journal: '{IEEE} Transactions on Information Theory',
      volume: '28',
      number: '2',
      pages: '129--137',
      year: '1982',
      doi: '10.1109/TIT.1982.1056489',
    },
  },
  mcfadden1974conditional: {
    type: 'incollection',
    short: 'McFadden, 1974',
    fields: {
      author: 'McFadden, Daniel',
      title: 'Conditional Logit Analysis of Qualitative Choice Behavior',
      booktitle: 'Frontiers in Econometrics',
      editor: 'Zarembka, Paul',
      publisher: 'Academic Press',
      pages: '105--142',
      year: '1974',
    },
  },
  platt1999probabilistic: {
    type: 'incollection',
    short: 'Platt, 1999',
    fields: {
      author: 'Platt, John C.',
      title:
        'Probabilistic Outputs for Support Vector Machines and Comparisons to Regularized Likelihood Methods',
      booktitle: 'Advances in Large Margin Classifiers',
      publisher: 'MIT Press',
      pages: '61--74',
      year: '1999',
    },
  },
  rahimi2007random: {
    type: 'inproceedings',
    short: 'Rahimi and Recht, 2007',
    fields: {
      author: 'Rahimi, Ali and Recht, Benjamin',
      title: 'Random Features for Large-Scale Kernel Machines',
      booktitle: 'Advances in Neural Information Processing Systems',
      volume: '20',
      pages: '1177--1184',
      year: '2007',
    },
  },
  sculley2010web: {
    type: 'inproceedings',
    short: 'Sculley, 2010',
    fields: {
      author: 'Sculley, David',
      title: 'Web-Scale k-Means Clustering',
      booktitle: 'Proceedings of the 19th International Conference on World Wide Web',
      pages: '1177--1178',
      year: '2010',
      doi: '10.1145/1772690.1772862',
    },
  },
  shalev2013sdca: {
    type: 'article',
    short: 'Shalev-Shwartz and Zhang, 2013',
    fields: {
      author: 'Shalev-Shwartz, Shai and Zhang, Tong',
      title: 'Stochastic Dual Coordinate Ascent Methods for Regularized Loss Minimization',
      journal: JMLR,
      volume: '14',
      pages: '567--599',
      year: '2013',
    },
  },
  wilson1927probable: {
    type: 'article',
    short: 'Wilson, 1927',
    fields: {
      author: 'Wilson, Edwin B.',
      title: 'Probable Inference, the Law of Succession, and Statistical Inference',
      journal: 'Journal of the American Statistical Association',
      volume: '22',
      number: '158',
      pages: '209--212',
      year: '1927',
      doi: '10.1080/01621459.1927.10502953',
    },
  },
  varma2006bias: {
    type: 'article',
    short: 'Varma and Simon, 2006',
    fields: {
      author: 'Varma, Sudhir and Simon, Richard',
      title: 'Bias in Error Estimation When Using Cross-Validation for Model Selection',
      journal: 'BMC Bioinformatics',
      volume: '7',
      number: '91',
      year: '2006',
    },
  },
} as const satisfies Readonly<Record<string, Reference>>;
