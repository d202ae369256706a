if anyof (false, anyof (false, anyof (false, anyof (false, anyof (false,
anyof (false, anyof (false, anyof (false, anyof (false, anyof (false, anyof
(false, anyof (false, anyof (false, anyof (false, anyof (false,
true))))))))))))))) {
if true { if true { if true { if true { if true { if true { if true { if
true { if true { if true { if true { if true { if true { if true { if true {
discard; } } } } } } } } } } } } } } }
}
