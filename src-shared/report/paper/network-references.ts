import type { Reference } from './reference';

const ANNALS = 'The Annals of Mathematical Statistics';
const JMLR = 'Journal of Machine Learning Research';
const LNCS = {
  booktitle: 'Neural Networks: Tricks of the Trade',
  series: 'Lecture Notes in Computer Science',
  volume: '1524',
  publisher: 'Springer',
  year: '1998',
} as const;

/** Sources of how networks are built and trained. */
export const NETWORK_REFERENCES = {
  clevert2016elu: {
    type: 'inproceedings',
    short: 'Clevert et al., 2016',
    fields: {
      author: "Clevert, Djork-Arn{\\'e} and Unterthiner, Thomas and Hochreiter, Sepp",
      title: 'Fast and Accurate Deep Network Learning by Exponential Linear Units ({ELUs})',
      booktitle: '4th International Conference on Learning Representations ({ICLR})',
      year: '2016',
      eprint: '1511.07289',
      archiveprefix: 'arXiv',
    },
  },
  duchi2011adagrad: {
    type: 'article',
    short: 'Duchi et al., 2011',
    fields: {
      author: 'Duchi, John and Hazan, Elad and Singer, Yoram',
      title: 'Adaptive Subgradient Methods for Online Learning and Stochastic Optimization',
      journal: JMLR,
      volume: '12',
      pages: '2121--2159',
      year: '2011',
    },
  },
  glorot2010difficulty: {
    type: 'inproceedings',
    short: 'Glorot and Bengio, 2010',
    fields: {
      author: 'Glorot, Xavier and Bengio, Yoshua',
      title: 'Understanding the Difficulty of Training Deep Feedforward Neural Networks',
      booktitle:
        'Proceedings of the Thirteenth International Conference on Artificial Intelligence and Statistics',
      series: 'Proceedings of Machine Learning Research',
      volume: '9',
      pages: '249--256',
      year: '2010',
    },
  },
  he2015delving: {
    type: 'inproceedings',
    short: 'He et al., 2015',
    fields: {
      author: 'He, Kaiming and Zhang, Xiangyu and Ren, Shaoqing and Sun, Jian',
      title: 'Delving Deep into Rectifiers: Surpassing Human-Level Performance on {ImageNet} Classification',
      booktitle: '2015 {IEEE} International Conference on Computer Vision ({ICCV})',
      pages: '1026--1034',
      year: '2015',
      doi: '10.1109/ICCV.2015.123',
    },
  },
  hendrycks2016gelu: {
    type: 'misc',
    short: 'Hendrycks and Gimpel, 2016',
    fields: {
      author: 'Hendrycks, Dan and Gimpel, Kevin',
      title: 'Gaussian Error Linear Units ({GELUs})',
      year: '2016',
      eprint: '1606.08415',
      archiveprefix: 'arXiv',
    },
  },
  hinton2012rmsprop: {
    type: 'misc',
    short: 'Tieleman and Hinton, 2012',
    fields: {
      author: 'Tieleman, Tijmen and Hinton, Geoffrey',
      title: 'Lecture 6.5: {RMSProp}, Divide the Gradient by a Running Average of its Recent Magnitude',
      howpublished: 'COURSERA: Neural Networks for Machine Learning',
      year: '2012',
    },
  },
  huber1964robust: {
    type: 'article',
    short: 'Huber, 1964',
    fields: {
      author: 'Huber, Peter J.',
      title: 'Robust Estimation of a Location Parameter',
      journal: ANNALS,
      volume: '35',
      number: '1',
      pages: '73--101',
      year: '1964',
      doi: '10.1214/aoms/1177703732',
    },
  },
  kingma2015adam: {
    type: 'inproceedings',
    short: 'Kingma and Ba, 2015',
    fields: {
      author: 'Kingma, Diederik P. and Ba, Jimmy',
      title: 'Adam: A Method for Stochastic Optimization',
      booktitle: '3rd International Conference on Learning Representations ({ICLR})',
      year: '2015',
      eprint: '1412.6980',
      archiveprefix: 'arXiv',
    },
  },
  lecun1998efficient: {
    type: 'incollection',
    short: 'LeCun et al., 1998',
    fields: {
      author: 'LeCun, Yann and Bottou, L{\\\'e}on and Orr, Genevieve B. and M{\\"u}ller, Klaus-Robert',
      title: 'Efficient {BackProp}',
      ...LNCS,
      pages: '9--50',
      doi: '10.1007/3-540-49430-8_2',
    },
  },
  loshchilov2017sgdr: {
    type: 'inproceedings',
    short: 'Loshchilov and Hutter, 2017',
    fields: {
      author: 'Loshchilov, Ilya and Hutter, Frank',
      title: '{SGDR}: Stochastic Gradient Descent with Warm Restarts',
      booktitle: '5th International Conference on Learning Representations ({ICLR})',
      year: '2017',
      eprint: '1608.03983',
      archiveprefix: 'arXiv',
    },
  },
  loshchilov2019decoupled: {
    type: 'inproceedings',
    short: 'Loshchilov and Hutter, 2019',
    fields: {
      author: 'Loshchilov, Ilya and Hutter, Frank',
      title: 'Decoupled Weight Decay Regularization',
      booktitle: '7th International Conference on Learning Representations ({ICLR})',
      year: '2019',
      eprint: '1711.05101',
      archiveprefix: 'arXiv',
    },
  },
  nesterov1983method: {
    type: 'article',
    short: 'Nesterov, 1983',
    fields: {
      author: 'Nesterov, Yurii',
      title: 'A Method of Solving a Convex Programming Problem with Convergence Rate {$O(1/k^2)$}',
      journal: 'Soviet Mathematics Doklady',
      volume: '27',
      number: '2',
      pages: '372--376',
      year: '1983',
    },
  },
  polyak1964speeding: {
    type: 'article',
    short: 'Polyak, 1964',
    fields: {
      author: 'Polyak, Boris T.',
      title: 'Some Methods of Speeding up the Convergence of Iteration Methods',
      journal: '{USSR} Computational Mathematics and Mathematical Physics',
      volume: '4',
      number: '5',
      pages: '1--17',
      year: '1964',
      doi: '10.1016/0041-5553(64)90137-5',
    },
  },
  prechelt1998early: {
    type: 'incollection',
    short: 'Prechelt, 1998',
    fields: {
      author: 'Prechelt, Lutz',
      title: 'Early Stopping---But When?',
      ...LNCS,
      pages: '55--69',
      doi: '10.1007/3-540-49430-8_3',
    },
  },
  robbins1951stochastic: {
    type: 'article',
    short: 'Robbins and Monro, 1951',
    fields: {
      author: 'Robbins, Herbert and Monro, Sutton',
      title: 'A Stochastic Approximation Method',
      journal: ANNALS,
      volume: '22',
      number: '3',
      pages: '400--407',
      year: '1951',
      doi: '10.1214/aoms/1177729586',
    },
  },
  srivastava2014dropout: {
    type: 'article',
    short: 'Srivastava et al., 2014',
    fields: {
      author:
        'Srivastava, Nitish and Hinton, Geoffrey and Krizhevsky, Alex and Sutskever, Ilya and Salakhutdinov, Ruslan',
      title: 'Dropout: A Simple Way to Prevent Neural Networks from Overfitting',
      journal: JMLR,
      volume: '15',
      pages: '1929--1958',
      year: '2014',
    },
  },
} as const satisfies Readonly<Record<string, Reference>>;
